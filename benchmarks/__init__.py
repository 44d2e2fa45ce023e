"""What this app costs, beside a bare Streamlit page, a naive build of the same content, Dash and a static page.

``python -m benchmarks`` measures all of it. It borrows the tests' server and sessions.
"""

from pathlib import Path

ROOT = Path(__file__).parent.parent
