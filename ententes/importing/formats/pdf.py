"""PDF with text: tables by their lines, titles by larger or bold letters, what comes back on every page left out."""
