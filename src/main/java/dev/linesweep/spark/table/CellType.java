package dev.linesweep.spark.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The type that the cells of a text column are read as. */
public enum CellType {
  TEXT("text", DataTypes.StringType),
  INTEGER("number", DataTypes.IntegerType),
  LONG("number", DataTypes.LongType),
  NUMBER("number", DataTypes.DoubleType),
  BOOLEAN("true or false", DataTypes.BooleanType),
  DATE("date", DataTypes.DateType),
  TIMESTAMP("date and time", DataTypes.TimestampType);

  private final String word;
  private final DataType spark;

  CellType(String word, DataType spark) {
    this.word = word;
    this.spark = spark;
  }

  /** For messages. */
  String word() {
    return word;
  }

  /** For messages, with its article. */
  String phrase() {
    return this == BOOLEAN ? word : "a " + word;
  }

  DataType spark() {
    return spark;
  }

  boolean isNumber() {
    return this == INTEGER || this == LONG || this == NUMBER;
  }
}
