"""The estimator and the transformer, wrapped as PySpark wraps its own, on classic and on Connect.

PySpark finds the Python class of a saved stage by the name of its Java class, and the other way
round, so the two classes here are known as `dev.linesweep.ml.LineSweep` and
`dev.linesweep.ml.LineSweepTrials`. So `Pipeline.load` and Spark Connect work without further code.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from pyspark import InheritableThread, keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.regression import LinearRegressionModel
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaParams, JavaTransformer
from pyspark.sql.utils import is_remote

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_JAVA_PACKAGE = "dev.linesweep.ml"
_NO_CLASSES = (
    "Linesweep's jar is not on the class path of this Spark session. Start the session with it:"
    ' SparkSession.builder.config("spark.jars", linesweep.jar()), or --jars; stop a running'
    " session first."
)
_NO_CLASSES_THERE = (
    "Spark Connect's server does not know LineSweep. Start the server with Linesweep's jar on its"
    " class path: --jars, or spark.jars in its settings."
)

_Stage = TypeVar("_Stage", bound=JavaParams)


def _param(name: str, doc: str, converter: Any = TypeConverters.toString) -> Param[Any]:
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class _Stages(JavaParams):
    """Common to both: a Java class of the same name, and errors that say how to get it."""

    # So that PySpark can remove one whose keywords were refused.
    _java_obj: Any = None

    def _start(self) -> None:
        name = f"{_JAVA_PACKAGE}.{type(self).__name__}"
        if not is_remote():
            _require(name)
        self._java_obj = self._new_java_obj(name, self.uid)

    @staticmethod
    def _from_java(java_stage: Any) -> Any:
        return JavaParams._from_java(java_stage)


def _require(java_class: str) -> None:
    from py4j.java_gateway import JavaPackage
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context is None:
        raise RuntimeError(
            "there is no Spark session; start one first, with Linesweep's jar:"
            ' SparkSession.builder.config("spark.jars", linesweep.jar()).getOrCreate()'
        )
    found: Any = context._jvm
    for name in java_class.split("."):
        found = getattr(found, name)
    if isinstance(found, JavaPackage):
        raise RuntimeError(_NO_CLASSES)


class LineSweep(
    _Stages,
    JavaEstimator[LinearRegressionModel],
    JavaMLReadable["LineSweep"],
    JavaMLWritable,
):
    """Trains a linear regressor for each combination of its params; the model is the best one.

    The model is PySpark's own `LinearRegressionModel`, whose coefficients are in the label's own
    units. The folder `out` has everything else: `linesweep.read(out)` and `linesweep.show(out)`.
    `fit` again with the same rows and params trains nothing, or continues what was interrupted.

    >>> LineSweep(labelCol="price", epochs=[100, 400], out="runs/prices").fit(df).coefficients
    """

    featuresCol = _param("featuresCol", "column with the vectors of features")
    labelCol = _param("labelCol", "column of the label, a number")
    predictionCol = _param("predictionCol", "column that the model writes its predictions to")
    weightCol = _param(
        "weightCol", "column that says how much each row counts, a number of at least 0"
    )
    optimizers = _param(
        "optimizers",
        "some of sgd, nesterovs, adagrad, rmsprop, adadelta, adam, adamax, nadam, amsgrad,"
        " with DL4J's default parameters",
        TypeConverters.toListString,
    )
    learningRates = _param(
        "learningRates",
        "learning rates > 0; empty for DL4J's default rate of each optimizer; if not set, ten rates"
        " that suit the data and each optimizer",
        TypeConverters.toListFloat,
    )
    epochs = _param("epochs", "passes over the training rows >= 1", TypeConverters.toListInt)
    seeds = _param("seeds", "seeds of the initial weights", TypeConverters.toListInt)
    batchSizes = _param(
        "batchSizes", "rows in a mini-batch >= 0; 0 for all rows at once", TypeConverters.toListInt
    )
    l1 = _param("l1", "L1 penalties >= 0", TypeConverters.toListFloat)
    l2 = _param("l2", "L2 penalties >= 0", TypeConverters.toListFloat)
    method = _param("method", "grid for all settings; random or sobol to draw count of them")
    count = _param("count", "how many settings random or sobol draws", TypeConverters.toInt)
    searchSeed = _param("searchSeed", "seed of the draws of random or sobol", TypeConverters.toInt)
    orderByCols = _param(
        "orderByCols",
        "columns that fix the order of rows, which then matters to the split",
        TypeConverters.toListString,
    )
    missing = _param("missing", "what to do with a row that misses a feature: error, drop")
    standardize = _param(
        "standardize",
        "what is scaled for training: none, features, all; if not set, all, or features if"
        " trainingLoss needs the label's own zero",
    )
    trainingLoss = _param(
        "trainingLoss", "the loss that training minimizes: mae, mse, mape, msle or poisson"
    )
    testFraction = _param(
        "testFraction", "share of the rows for the test part, in (0, 1)", TypeConverters.toFloat
    )
    validationFraction = _param(
        "validationFraction",
        "share of the rows for the validation part, in [0, 1); 0 for none",
        TypeConverters.toFloat,
    )
    folds = _param(
        "folds",
        "folds of a cross-validation over the training rows, >= 2; 0 for none",
        TypeConverters.toInt,
    )
    splitBy = _param(
        "splitBy",
        "how rows are assigned to parts: order, random, interleaved; if not set, order with"
        " orderByCols, else random",
    )
    splitSeed = _param("splitSeed", "seed of a random split", TypeConverters.toInt)
    groupsCol = _param("groupsCol", "column whose rows of equal values stay together in one part")
    metric = _param(
        "metric",
        "metric that ranks the settings: train_, validation_ or test_ and loss, mae, rmse or r2; if"
        " not set, validation_loss with folds or a validation part, else test_loss",
    )
    select = _param("select", "which setting wins: best, one_standard_error")
    name = _param("name", "name of the sweep and of its folder")
    engine = _param("engine", "engine that trains: dl4j, fused (faster), auto")
    device = _param("device", "device on which the fused engine trains: auto, cpu, gpu")
    out = _param(
        "out",
        "output folder, which every executor must see; if not set, runs/<name>-<identity> on the"
        " default file system",
    )
    freshStart = _param(
        "freshStart",
        "whether an earlier sweep in the folder is removed first",
        TypeConverters.toBoolean,
    )
    overwrite = _param(
        "overwrite",
        "whether the tables of another grid in the folder may be replaced",
        TypeConverters.toBoolean,
    )
    timeBudget = _param(
        "timeBudget",
        "seconds after which a fit ends with the best model so far; 0 for no limit",
        TypeConverters.toInt,
    )
    maxTrials = _param(
        "maxTrials",
        "the most trials that a fit trains; fit again to continue; 0 for all",
        TypeConverters.toInt,
    )
    jobSettings = _param(
        "jobSettings",
        "more keys of the job file as path=value, applied last",
        TypeConverters.toListString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
        weightCol: str | None = None,
        optimizers: Sequence[str] = ("sgd", "adam"),
        learningRates: Sequence[float] | None = None,
        epochs: Sequence[int] = (10, 100, 400),
        seeds: Sequence[int] = (42,),
        batchSizes: Sequence[int] = (0,),
        l1: Sequence[float] = (0.0,),
        l2: Sequence[float] = (0.0,),
        method: str = "grid",
        count: int | None = None,
        searchSeed: int = 13,
        orderByCols: Sequence[str] = (),
        missing: str = "error",
        standardize: str | None = None,
        trainingLoss: str = "mae",
        testFraction: float = 0.2,
        validationFraction: float = 0.0,
        folds: int = 0,
        splitBy: str | None = None,
        splitSeed: int = 13,
        groupsCol: str | None = None,
        metric: str | None = None,
        select: str = "best",
        name: str = "linesweep",
        engine: str = "dl4j",
        device: str = "auto",
        out: str | None = None,
        freshStart: bool = False,
        overwrite: bool = False,
        timeBudget: int = 0,
        maxTrials: int = 0,
        jobSettings: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._start()
        self._setDefault(
            featuresCol="features",
            labelCol="label",
            predictionCol="prediction",
            optimizers=["sgd", "adam"],
            epochs=[10, 100, 400],
            seeds=[42],
            batchSizes=[0],
            l1=[0.0],
            l2=[0.0],
            method="grid",
            searchSeed=13,
            orderByCols=[],
            missing="error",
            trainingLoss="mae",
            testFraction=0.2,
            validationFraction=0.0,
            folds=0,
            splitSeed=13,
            select="best",
            name="linesweep",
            engine="dl4j",
            device="auto",
            freshStart=False,
            overwrite=False,
            timeBudget=0,
            maxTrials=0,
            jobSettings=[],
        )
        self.setParams(**self._input_kwargs)  # type: ignore[attr-defined]

    def setParams(self, **params: Any) -> LineSweep:
        """Sets params by the keywords of the constructor; None leaves a param as it is."""
        return _set(self, params)

    def fit(self, dataset: DataFrame, params: Any = None) -> Any:
        """Runs the sweep, or what an earlier fit of the same rows and params left of it.

        Ctrl-C, or a notebook's Interrupt, ends the sweep cleanly: finished blocks are kept,
        and the same fit continues from there.
        """
        try:
            return super().fit(dataset, params)
        except Exception as e:
            if is_remote() and _unknown_there(e):
                raise RuntimeError(_NO_CLASSES_THERE) from e
            raise

    def _fit_java(self, dataset: DataFrame) -> Any:
        self._transfer_params_to_java()
        return _Interruptible(lambda: self._java_obj.fit(dataset._jdf)).result()

    def _create_model(self, java_model: Any) -> LinearRegressionModel:
        return LinearRegressionModel(java_model)


class LineSweepTrials(_Stages, JavaTransformer, JavaMLReadable["LineSweepTrials"], JavaMLWritable):
    """A table of a sweep as a DataFrame of Spark, also if only Spark can read the folder.

    >>> Trials(folder="hdfs:///sweeps/prices").transform(df).where("optimizer = 'adam'").show()

    What it transforms only provides the session; its rows are ignored.
    """

    folder = _param(
        "folder", "output folder of the sweep, LineSweep's out; if not set, the latest under runs"
    )
    table = _param("table", "which table: trials, curves, settings")

    @keyword_only
    def __init__(self, *, folder: str | None = None, table: str = "trials") -> None:
        super().__init__()
        self._start()
        self._setDefault(table="trials")
        self.setParams(**self._input_kwargs)  # type: ignore[attr-defined]

    def setParams(self, **params: Any) -> LineSweepTrials:
        """Sets params by the keywords of the constructor; None leaves a param as it is."""
        return _set(self, params)


def _set(stage: _Stage, params: dict[str, Any]) -> _Stage:
    for name in params:
        if not stage.hasParam(name):
            raise TypeError(f"{type(stage).__name__} has no param {name!r}")
    stage._set(**params)
    return stage


def _unknown_there(error: Exception) -> bool:
    return "UNSUPPORTED" in str(error) and f"{_JAVA_PACKAGE}." in str(error)


class _Interruptible:
    """A call of Java that Ctrl-C ends, by an interrupt of the Java thread that runs it.

    It runs on a thread of its own, since a Python thread that is interrupted within a call cannot
    speak with Java until the call has returned.
    """

    def __init__(self, call: Any) -> None:
        self._call = call
        self._java_thread: Any = None
        self._result: Any = None
        self._error: BaseException | None = None

    def result(self) -> Any:
        thread = InheritableThread(target=self._run, name="LineSweep.fit")
        thread.daemon = True
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.2)
        except KeyboardInterrupt:
            if self._java_thread is not None:
                self._java_thread.interrupt()
            thread.join()
            raise
        if self._error is not None:
            raise self._error
        return self._result

    def _run(self) -> None:
        from pyspark import SparkContext

        try:
            jvm: Any = SparkContext._jvm
            self._java_thread = jvm.Thread.currentThread()
            self._result = self._call()
        except BaseException as e:
            self._error = e


def _name_as_in_java() -> None:
    module = ModuleType(_JAVA_PACKAGE, "LineSweep and LineSweepTrials, named as their Java classes")
    module.__file__ = __file__
    for stage in (LineSweep, LineSweepTrials):
        stage.__module__ = _JAVA_PACKAGE
        setattr(module, stage.__name__, stage)
    sys.modules[_JAVA_PACKAGE] = module


_name_as_in_java()
