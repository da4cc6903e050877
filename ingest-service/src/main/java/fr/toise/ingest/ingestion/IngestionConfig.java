package fr.toise.ingest.ingestion;

import fr.toise.ingest.source.SourceSetting;
import fr.toise.ingest.source.Wanted;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;

/** What is ingested, when, from where, and how much of it at most. */
@ConfigMapping(prefix = "toise.ingestion")
public interface IngestionConfig {

    /** {@code auto}, {@code official}, {@code sample}, a URL or a folder. */
    @WithDefault("auto")
    @WithConverter(SourceConverter.class)
    SourceSetting source();

    /** Numbers, such as 75, 2A or 971; empty takes the whole country. */
    @WithDefault("75")
    Optional<Set<String>> departments();

    /** {@code 2018-2025}, {@code 2023}, or {@code 2018-} for whatever the source has from 2018 on. */
    @WithDefault("2018-")
    @WithConverter(YearsConverter.class)
    Wanted.Years years();

    /** Cron, as Quartz writes it; {@code off} for never. */
    @WithDefault("0 30 5 * * ?")
    String schedule();

    @WithDefault("true")
    boolean atStart();

    /** {@code host} or {@code host:port}. Nothing is fetched from any other, redirected or not. */
    @WithDefault("files.data.gouv.fr,static.data.gouv.fr")
    Set<String> allowedHosts();

    /** Files at once. */
    @WithDefault("2")
    int parallelism();

    /** What is kept in memory of each file, and sent to the object store at once; at least 5 MiB. */
    @WithDefault("8M")
    MemorySize partSize();

    Official official();

    Sample sample();

    Fetching fetching();

    Limits limits();

    RetryFailed retryFailed();

    /** The site that {@code official} and {@code auto} mean. */
    interface Official {

        @WithDefault("https://files.data.gouv.fr/geo-dvf/latest/csv/")
        URI url();

        /** How long {@code auto} waits for the site before it takes made-up sales. */
        @WithDefault("5s")
        Duration reachWithin();
    }

    /** Made-up sales. */
    interface Sample {

        @WithDefault("2021-2025")
        @WithConverter(YearsConverter.class)
        Wanted.Years years();

        @WithDefault("6000")
        int salesAYear();

        @WithDefault("1")
        long seed();
    }

    /** How patient downloads are. */
    interface Fetching {

        @WithDefault("10s")
        Duration connectTimeout();

        /** For the headers, and then for each next byte. */
        @WithDefault("60s")
        Duration readTimeout();

        /** Before a download is given up; what was read in between starts the count again. */
        @WithDefault("6")
        int attempts();

        /** Before the second attempt; doubles from there. */
        @WithDefault("1s")
        Duration firstPause();

        @WithDefault("30s")
        Duration longestPause();
    }

    /** What a source may cost at most. */
    interface Limits {

        /** Of one file as the source has it. */
        @WithDefault("2G")
        MemorySize packedSize();

        /** Of one CSV. */
        @WithDefault("8G")
        MemorySize unpackedSize();

        /** How many times its size a file may unpack to; the official ones come to 5 to 8. */
        @WithDefault("40")
        int expansion();

        /** Of reading one file or directory page, over all its connections. */
        @WithDefault("1h")
        Duration duration();

        /** Of one directory page. */
        @WithDefault("4M")
        MemorySize listingSize();
    }

    /** When a look that could not reach what it needs is repeated, without waiting for the schedule. */
    interface RetryFailed {

        /** After the first failure; doubles from there. */
        @WithDefault("1m")
        Duration firstPause();

        @WithDefault("1h")
        Duration longestPause();
    }

    final class SourceConverter implements Converter<SourceSetting> {
        @Override
        public SourceSetting convert(String value) {
            return SourceSetting.parse(value);
        }
    }

    final class YearsConverter implements Converter<Wanted.Years> {
        @Override
        public Wanted.Years convert(String value) {
            return Wanted.Years.parse(value);
        }
    }
}
