"""Cloud Build configs: their steps, and the images and tags that they build and push."""
