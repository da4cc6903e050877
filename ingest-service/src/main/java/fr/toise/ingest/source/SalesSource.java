package fr.toise.ingest.source;

import java.io.IOException;
import java.util.List;

/** A place that has files of sales. */
public sealed interface SalesSource permits WebsiteSource, FolderSource, SampleSource {

    /** Real sales in the layout of the official site. */
    String REAL = "geo-dvf";

    String MADE_UP = "made-up";

    /** For people: what it is and where. */
    String description();

    /** The first part of every key that its sales are known by. */
    default String dataset() {
        return madeUp() ? MADE_UP : REAL;
    }

    /** Whether its sales are invented. */
    boolean madeUp();

    /** What it has of the wanted, by year; says what is known of each file without reading it. */
    List<SourceFile> files(Wanted wanted) throws IOException;
}
