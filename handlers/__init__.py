"""What a person sees. Importing `handlers.all` fills the registry with every feature."""
