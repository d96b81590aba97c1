"""The tools, how each is run, and the works."""
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench/results/peers"
YARDSTICK = "linesweep_fused"  # whose answers and costs the others are compared with

WORKS = {
    "W1": "a line of 40 + 10 rows: 3 rules × 20 rates = 60 trajectories of 400 epochs, 180 trials",
    "W2": "housing, 20,286 + 5,071 rows of 11 features: 60 trajectories of 400 epochs, 180 trials",
    "W3": "housing in shuffled mini-batches of 32: 60 trajectories of 5 epochs, 60 trials",
    "W4k": "a line: 8 rules × 125 rates = 1,000 trajectories of 400 epochs, 10,000 trials",
    "W4m": "a line: 8 rules × 125 rates × 100 seeds = 100,000 trajectories of 400 epochs, 1,000,000 trials",
}


@dataclass(frozen=True)
class Tool:
    """name: what --only takes; script: the Python file and its options, empty for Linesweep's engines."""

    name: str
    title: str
    works: str
    script: str = ""
    same_work: bool = True

    @property
    def engine(self):
        return self.name.removeprefix("linesweep_") if not self.script else None

    def command(self, work):
        words = self.script.split()
        options = [option for option in words[1:] if "@" not in option]
        for option in words[1:]:  # "--columns=5@W2" is for one work
            setting, _, only = option.partition("@")
            if only == work:
                options.append(setting)
        return [words[0], work, *options]


TOOLS = [
    Tool("linesweep_fused", "Linesweep fused", "W1 W2 W3 W4k W4m"),
    Tool("linesweep_dl4j", "Linesweep dl4j", "W1 W2 W3 W4k"),
    Tool("numpy_batched", "NumPy batched by hand", "W1 W2 W3 W4k W4m", "numpy_batched.py"),
    Tool("torch_batched", "PyTorch batched by hand", "W1 W2 W3 W4k W4m", "torch_batched.py"),
    Tool("jax_hand", "JAX batched by hand", "W1 W2 W3 W4k W4m", "jax_sweep.py --form=hand --columns=500@W4m"),
    Tool("jax_vmap", "JAX vmap", "W1 W2 W3 W4k W4m", "jax_sweep.py --form=vmap"),
    Tool("torch_loop", "PyTorch's tutorial loop", "W1 W2 W3 W4k", "torch_loop.py"),
    Tool("optuna", "Optuna over PyTorch", "W1 W2 W3 W4k", "optuna_grid.py"),
    Tool("ray_tune", "Ray Tune over PyTorch", "W1 W2 W3 W4k",
         "ray_tune.py --columns=5@W2 --columns=5@W3 --columns=5@W4k"),
    Tool("hyperopt_spark", "Hyperopt on Spark over PyTorch", "W1 W2 W3 W4k", "hyperopt_spark.py --trajectories=15"),
    Tool("joblib_spark", "joblib-spark over PyTorch", "W1 W2 W3 W4k", "joblib_spark.py --columns=5"),
    Tool("sklearn", "scikit-learn's GridSearchCV", "W1 W2 W3", "sklearn_grid.py", same_work=False),
    Tool("spark_ml_huber", "Spark ML on huber", "W1 W2", "spark_ml.py --loss=huber", same_work=False),
    Tool("spark_ml_squared", "Spark ML on squared errors", "W1 W2", "spark_ml.py --loss=squaredError", same_work=False),
]
