package fr.toise.ingest.source;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.SourceFile.Packing;
import fr.toise.objectstore.Digested;
import fr.toise.samplesales.SampleSales;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Made-up sales of Paris. */
public final class SampleSource implements SalesSource {

    private final Wanted.Years years;
    private final int salesAYear;
    private final long seed;

    /** @param years that there are sales of */
    public SampleSource(Wanted.Years years, int salesAYear, long seed) {
        if (years.isOpen()) {
            throw new IllegalArgumentException(
                    "toise.ingestion.sample.years has no last year: made-up sales need one, such as 2021-2025");
        }
        this.years = years;
        this.salesAYear = salesAYear;
        this.seed = seed;
    }

    @Override
    public String description() {
        return "made-up sales (" + salesAYear + " a year, seed " + seed + ")";
    }

    @Override
    public boolean madeUp() {
        return true;
    }

    @Override
    public List<SourceFile> files(Wanted wanted) throws IOException {
        var files = new ArrayList<SourceFile>();
        for (int year = years.first(); year <= years.last(); year++) {
            if (wanted.years().contains(year)) {
                files.add(file(SampleSales.year(year, salesAYear, seed), year));
            }
        }
        if (files.isEmpty()) {
            throw new SourceException(
                    Reason.NOT_FOUND, "No made-up sales of " + wanted.years() + ": expected some of " + years);
        }
        return files;
    }

    /** Making a year is quick, so its checksum is known before it lands. */
    private SourceFile file(SampleSales sales, int year) throws IOException {
        var digested = Digested.writingTo(OutputStream.nullOutputStream());
        try (var in = sales.open()) {
            in.transferTo(digested);
        }
        var facts = new FileFacts(year + "/sample.csv", digested.sha256(), null, digested.bytes());
        var uri = URI.create("sample:" + year + "?sales=" + salesAYear + "&seed=" + seed);
        return new SourceFile(year + "-sample.csv", uri, facts, Packing.NONE, sales::open);
    }
}
