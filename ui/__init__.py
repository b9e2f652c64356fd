"""The face: what the visitor sees. The only folder that imports streamlit or altair."""
