"""The screens: Streamlit pages over the desk's acts and questions."""
