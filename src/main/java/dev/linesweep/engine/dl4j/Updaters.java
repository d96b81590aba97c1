package dev.linesweep.engine.dl4j;

import dev.linesweep.plan.OptimizerParameters;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** DL4J's own updater for an optimizer's parameters. */
final class Updaters {
  private Updaters() {}

  /**
   * @param rate ignored if the optimizer has no learning rate
   */
  static IUpdater of(OptimizerParameters parameters, double rate) {
    return switch (parameters.optimizer()) {
      case SGD -> new Sgd(rate);
      case NESTEROVS -> new Nesterovs(rate, parameters.value("momentum"));
      case ADAGRAD -> new AdaGrad(rate, epsilon(parameters));
      case RMSPROP -> new RmsProp(rate, parameters.value("rms_decay"), epsilon(parameters));
      case ADADELTA -> new AdaDelta(parameters.value("rho"), epsilon(parameters));
      case ADAM -> new Adam(rate, beta1(parameters), beta2(parameters), epsilon(parameters));
      case ADAMAX -> new AdaMax(rate, beta1(parameters), beta2(parameters), epsilon(parameters));
      case NADAM -> new Nadam(rate, beta1(parameters), beta2(parameters), epsilon(parameters));
      case AMSGRAD -> new AMSGrad(rate, beta1(parameters), beta2(parameters), epsilon(parameters));
    };
  }

  private static double beta1(OptimizerParameters parameters) {
    return parameters.value("beta1");
  }

  private static double beta2(OptimizerParameters parameters) {
    return parameters.value("beta2");
  }

  private static double epsilon(OptimizerParameters parameters) {
    return parameters.value("epsilon");
  }
}
