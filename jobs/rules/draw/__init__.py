"""Live audits: the fair draw of a month, why each pair was drawn, and the proof that it is best."""
