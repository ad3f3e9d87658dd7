"""What a string of characters is: normalising, tokens, sentences and citation markers. Knows no story."""
