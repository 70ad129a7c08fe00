"""JupyterLab as `make lab` opens it: at the start page, asking nothing of the network.

No news, no list of extensions, no look for a new version.
"""

c = get_config()  # noqa: F821  (given by Jupyter)
c.ServerApp.root_dir = "lab"
c.LabApp.default_url = "/lab/tree/start.ipynb"
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = (
    "jupyterlab.handlers.announcements.NeverCheckForUpdate"
)
