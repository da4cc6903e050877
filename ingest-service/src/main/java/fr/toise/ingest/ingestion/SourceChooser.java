package fr.toise.ingest.ingestion;

import fr.toise.ingest.fetching.AllowedHosts;
import fr.toise.ingest.fetching.Backoff;
import fr.toise.ingest.fetching.Site;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.ingestion.SourceChoice.KeepWhatLanded;
import fr.toise.ingest.ingestion.SourceChoice.Take;
import fr.toise.ingest.landing.Snapshot;
import fr.toise.ingest.source.FolderSource;
import fr.toise.ingest.source.SalesSource;
import fr.toise.ingest.source.SampleSource;
import fr.toise.ingest.source.SourceSetting;
import fr.toise.ingest.source.WebsiteSource;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** The one place that knows what {@code toise.ingestion.source} stands for. */
final class SourceChooser {

    private final IngestionConfig config;
    private final Function<String, Optional<Snapshot>> newest;
    private final Site site;

    /** @param newest snapshot of a dataset */
    SourceChooser(IngestionConfig config, Function<String, Optional<Snapshot>> newest) {
        this.config = config;
        this.newest = newest;
        this.site = new Site(
                new AllowedHosts(config.allowedHosts()),
                config.fetching().connectTimeout(),
                config.fetching().readTimeout(),
                config.limits().duration(),
                new Backoff(
                        config.fetching().attempts(),
                        config.fetching().firstPause(),
                        config.fetching().longestPause()));
    }

    SourceChoice choose() throws SourceException {
        var setting = config.source();
        if (setting instanceof SourceSetting.Auto) {
            return officialOrElse();
        } else if (setting instanceof SourceSetting.Official) {
            return new Take(official(), "");
        } else if (setting instanceof SourceSetting.Sample) {
            return new Take(sample(), "");
        } else if (setting instanceof SourceSetting.Website website) {
            return new Take(website(website.uri()), "");
        } else if (setting instanceof SourceSetting.Folder folder) {
            return new Take(new FolderSource(folder.path()), "");
        }
        throw new IllegalStateException("No source for " + setting);
    }

    private SourceChoice officialOrElse() throws SourceException {
        var url = config.official().url();
        var within = config.official().reachWithin();
        if (site.answers(url, within)) {
            return new Take(official(), "");
        }
        var unreachable = "Can't reach " + url + " within " + within.toSeconds() + " s";
        return newest.apply(SalesSource.REAL)
                .<SourceChoice>map(real -> new KeepWhatLanded(
                        url.toString(),
                        real,
                        unreachable + ", so the real sales of " + real.name() + " stay as they are"))
                .orElseGet(() -> new Take(
                        sample(),
                        unreachable
                                + ", so these are MADE-UP sales of Paris. For real ones, give a copy of that site as"
                                + " the source, a URL or a folder: ./toise up --source, or toise.ingestion.source"));
    }

    private SalesSource official() {
        return website(config.official().url());
    }

    private SalesSource website(URI uri) {
        return new WebsiteSource(site, uri, config.limits().listingSize().asLongValue());
    }

    private SalesSource sample() {
        var sample = config.sample();
        return new SampleSource(sample.years(), sample.salesAYear(), sample.seed());
    }
}
