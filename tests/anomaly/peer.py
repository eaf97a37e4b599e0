"""The reference: the univariate detector of time-series-anomaly-detector 0.4.0 (MIT), with R's averaging of the
periodic seasonal component, which its STL leaves out. peer_differential.sh makes the environment for it.
"""
import logging
import sys
import types
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

# The package imports its multivariate half, and with it torch and mlflow, for which the univariate half has no use.
for name in ("mlflow", "mlflow.pyfunc", "anomaly_detector.multivariate.model"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["mlflow"].pyfunc = sys.modules["mlflow.pyfunc"]
sys.modules["mlflow.pyfunc"].PythonModel = object
sys.modules["anomaly_detector.multivariate.model"].MultivariateAnomalyDetector = object

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import rstl.stl  # noqa: E402
from anomaly_detector.univariate.model.detect_model import AnomalyDetectionModel  # noqa: E402
from anomaly_detector.univariate.util import BoundaryVersion, FillUpMode, Granularity  # noqa: E402
from anomaly_detector.univariate.util import get_indices_from_timestamps, r_stl  # noqa: E402
from anomaly_detector.univariate.util.date_utils import get_date_difference  # noqa: E402,F401
from anomaly_detector.univariate.util.enum import default_gran_window  # noqa: E402
from anomaly_detector.univariate.util.refine import get_margins  # noqa: E402


class AveragedSTL(rstl.stl.STL):
    def __init__(self, ts, freq, *args, **kwargs):
        super().__init__(np.asarray(ts, dtype=float), freq, *args, **kwargs)
        for phase in range(freq):
            self.seasonal[phase::freq] = self.seasonal[phase::freq].mean()
        self.remainder = np.asarray(ts) - self.trend - self.seasonal


r_stl.STL = AveragedSTL


def answer(operation, request):
    """What the package says to a request of the wire contract, in the shape of its answers; `detector` beside it."""
    series = request["series"]
    granularity = Granularity[request.get("granularity", "none")]
    interval = request.get("customInterval")
    if granularity == Granularity.none:
        indices = list(range(len(series)))
    else:
        times = pd.to_datetime([point["timestamp"] for point in series]).tolist()
        indices, wrong = get_indices_from_timestamps(granularity, interval, times)
        if wrong is not None:
            raise ValueError(f"timestamp {wrong}")
    options = {"max_anomaly_ratio": request.get("maxAnomalyRatio", 0.25), "alpha": request.get("alpha", 0.05)}
    mode = FillUpMode(request.get("imputeMode", "auto"))
    if mode == FillUpMode.zero:
        options["fixed_value_to_fill"] = 0
        mode = FillUpMode.fixed
    elif mode == FillUpMode.fixed:
        options["fixed_value_to_fill"] = request["imputeFixedValue"]
    boundary = BoundaryVersion[request.get("boundaryVersion", "V2")]
    model = AnomalyDetectionModel(series=series, granularity=granularity, interval=interval, indices=indices,
                                  fill_up_mode=mode, need_trend=boundary != BoundaryVersion.V1, **options)
    last = operation == "last"
    results, period, _, model_id, _ = model.detect(period=request.get("period"),
                                                   last_value=series[-1] if last else None)
    results = results.sort_index()
    expected, upper, lower, negative, positive, anomaly, severity, _, _ = get_margins(
        results, request.get("sensitivity", 99), model_id, boundary, last)
    if last:
        window = 4 * period + 1 if period else default_gran_window[granularity.name] + 1
        return {"period": int(period), "suggestedWindow": window, "expectedValue": float(expected),
                "upperMargin": float(upper), "lowerMargin": float(lower), "isAnomaly": bool(anomaly),
                "isNegativeAnomaly": bool(negative), "isPositiveAnomaly": bool(positive),
                "severity": float(severity), "detector": model_id.value}
    floats = lambda values: [float(value) for value in values]  # noqa: E731
    where = lambda flags: [i for i, flag in enumerate(flags) if flag]  # noqa: E731
    return {"period": int(period), "expectedValues": floats(expected), "upperMargins": floats(upper),
            "lowerMargins": floats(lower), "anomalyIndices": where(anomaly), "negative": where(negative),
            "severity": floats(severity), "detector": model_id.value}
