"""What `filterTags` of an ImagePolicy makes of tags, over all tags there could be."""
