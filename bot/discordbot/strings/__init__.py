"""Every sentence that the Discord door says itself."""
