package dev.linesweep.engine.dl4j;

import dev.linesweep.plan.OptimizerSettings;
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

/** DL4J's own updater for an optimizer's settings. */
final class Updaters {
  private Updaters() {}

  /**
   * @param rate ignored if the optimizer has no learning rate
   */
  static IUpdater of(OptimizerSettings settings, double rate) {
    return switch (settings.optimizer()) {
      case SGD -> new Sgd(rate);
      case NESTEROVS -> new Nesterovs(rate, settings.value("momentum"));
      case ADAGRAD -> new AdaGrad(rate, epsilon(settings));
      case RMSPROP -> new RmsProp(rate, settings.value("rms_decay"), epsilon(settings));
      case ADADELTA -> new AdaDelta(settings.value("rho"), epsilon(settings));
      case ADAM -> new Adam(rate, beta1(settings), beta2(settings), epsilon(settings));
      case ADAMAX -> new AdaMax(rate, beta1(settings), beta2(settings), epsilon(settings));
      case NADAM -> new Nadam(rate, beta1(settings), beta2(settings), epsilon(settings));
      case AMSGRAD -> new AMSGrad(rate, beta1(settings), beta2(settings), epsilon(settings));
    };
  }

  private static double beta1(OptimizerSettings settings) {
    return settings.value("beta1");
  }

  private static double beta2(OptimizerSettings settings) {
    return settings.value("beta2");
  }

  private static double epsilon(OptimizerSettings settings) {
    return settings.value("epsilon");
  }
}
