"""How many keys and how much time a clean dossier takes on the desk."""
