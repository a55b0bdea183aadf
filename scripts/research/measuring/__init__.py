"""What calibrating and evaluating share: labelled pictures, fitting, and figures with their intervals."""
