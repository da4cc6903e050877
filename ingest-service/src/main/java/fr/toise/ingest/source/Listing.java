package fr.toise.ingest.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;

/** Reads the directory pages that web servers make: nothing is known of them but their links. */
final class Listing {

    private Listing() {}

    /** What is directly in the folder that a page lists; folders without their slash. */
    static Set<String> names(URI page, String html) {
        var names = new LinkedHashSet<String>();
        for (var link : Jsoup.parse(html, page.toString()).select("a[href]")) {
            var name = childName(page, link.absUrl("href"));
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static String childName(URI page, String href) {
        URI target;
        try {
            target = new URI(href).normalize();
        } catch (URISyntaxException e) {
            return null;
        }
        var folder = page.getPath().substring(0, page.getPath().lastIndexOf('/') + 1);
        var path = target.getPath();
        if (path == null
                || !Objects.equals(page.getScheme(), target.getScheme())
                || !Objects.equals(page.getAuthority(), target.getAuthority())
                || !path.startsWith(folder)) {
            return null;
        }
        var rest = path.substring(folder.length());
        var name = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        return name.isEmpty() || name.contains("/") ? null : name;
    }
}
