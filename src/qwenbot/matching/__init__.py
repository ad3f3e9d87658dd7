"""Which entry does a question mean?"""
