"""The measures: each takes readings and truths and gives figures. None of them changes what it measures."""
