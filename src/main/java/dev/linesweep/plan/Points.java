package dev.linesweep.plan;

import java.io.Serializable;

/**
 * A sequence of points in a cube. A point depends only on its number, so a longer search begins
 * with the points of a shorter one.
 */
interface Points extends Serializable {
  /**
   * A coordinate of a point, from 0 (included) to 1 (excluded).
   *
   * @param number of the point, from 0
   * @param axis of the cube, from 0
   */
  double coordinate(int number, int axis);
}
