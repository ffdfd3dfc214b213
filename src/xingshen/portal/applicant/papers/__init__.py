"""The papers of an application: uploading, what was read of them, what the form may take over, and looking at pages."""
