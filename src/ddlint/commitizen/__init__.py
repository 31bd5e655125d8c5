"""The plugin for commitizen: `cz commit`, `cz check`, `cz bump` and `cz changelog` by ddlint's policy.

commitizen imports this room by its entry points; nothing else of ddlint imports it, or commitizen.
"""
