# Sourced by sites: the jobs that they train.

# A sweep of half a minute of training on two cores, long enough to be killed in the middle and to meet another
# driver that starts meanwhile.
long_job() {
  cat <<JOB
name: long
data:
  line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}
split: {test: 0.2, by: order}
training: {loss: mae}
engine: fused
parameters:
  optimizer: {values: [sgd, nesterovs, adam, rmsprop, adagrad, adamax, adadelta]}
  learning_rate: {min: 0.001, max: 1.0, count: 10, scale: log}
  epochs: {values: [100, 400, ${1:-2500000}]}
  seed: {values: [$(seq -s ', ' 40)]}
JOB
}
