package fr.toise.ingest.source;

import fr.toise.ingest.fetching.Site;
import fr.toise.ingest.source.SourceFile.Packing;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The official site, or a copy of its tree behind any web server that lists folders. */
public final class WebsiteSource implements SalesSource {

    private final Site site;
    private final URI root;
    private final long longestListing;

    /** @param longestListing bytes */
    public WebsiteSource(Site site, URI root, long longestListing) {
        this.site = site;
        this.root = root.getPath().endsWith("/") ? root : URI.create(root + "/");
        this.longestListing = longestListing;
    }

    @Override
    public String description() {
        return root.toString();
    }

    @Override
    public boolean madeUp() {
        return false;
    }

    @Override
    public List<SourceFile> files(Wanted wanted) throws IOException {
        var tree = new Tree(description(), folder -> {
            var page = site.page(root.resolve(folder), longestListing);
            return Listing.names(page.uri(), page.html());
        });
        var files = new ArrayList<SourceFile>();
        for (var leaf : tree.select(wanted)) {
            var uri = root.resolve(leaf.path());
            var remote = site.describe(uri);
            var facts = new FileFacts(leaf.path(), remote.eTag(), remote.lastModified(), remote.size());
            files.add(new SourceFile(leaf.name(), uri, facts, Packing.GZIP, () -> site.open(uri, remote)));
        }
        return files;
    }
}
