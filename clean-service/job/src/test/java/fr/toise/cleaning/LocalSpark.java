package fr.toise.cleaning;

import fr.toise.objectstore.S3Location;
import org.apache.spark.sql.SparkSession;

/** One Spark for all tests that need no object store: starting one takes seconds. */
final class LocalSpark {

    private LocalSpark() {}

    static SparkSession session() {
        return CleaningSession.open(new S3Location(null, "us-east-1", false));
    }
}
