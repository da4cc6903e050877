package fr.toise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static final URI PAGE = URI.create("https://files.data.gouv.fr/geo-dvf/latest/csv/");

    @Test
    void readsWhatNginxLists() {
        // Given
        var html = """
                <html>
                <head><title>Index of /geo-dvf/latest/csv/</title></head>
                <body>
                <h1>Index of /geo-dvf/latest/csv/</h1><hr><pre><a href="../">../</a>
                <a href="2021/">2021/</a>                                              06-Oct-2025 09:12                   -
                <a href="2022/">2022/</a>                                              06-Oct-2025 09:12                   -
                <a href="LICENCE.txt">LICENCE.txt</a>                                        06-Oct-2025 09:12                1033
                </pre><hr></body>
                </html>
                """;

        // When
        var names = Listing.names(PAGE, html);

        // Then
        assertThat(names).containsExactly("2021", "2022", "LICENCE.txt");
    }

    @Test
    void readsATableWithSortableColumns() {
        // Given
        var html = """
                <!DOCTYPE html><html><head><title>Index of /geo-dvf/latest/csv/2023/</title></head><body>
                <h1>Index of /geo-dvf/latest/csv/2023/</h1>
                <table id="list"><thead><tr>
                <th><a href="?C=N&amp;O=A">File Name</a>&nbsp;<a href="?C=N&amp;O=D">&nbsp;&darr;&nbsp;</a></th>
                <th><a href="?C=S&amp;O=A">File Size</a></th><th><a href="?C=M&amp;O=A">Date</a></th></tr></thead>
                <tbody><tr><td class="link"><a href="../">Parent directory/</a></td><td>-</td><td>-</td></tr>
                <tr><td class="link"><a href="communes/" title="communes">communes/</a></td><td>-</td><td>2025-Oct-06 09:10</td></tr>
                <tr><td class="link"><a href="departements/" title="departements">departements/</a></td><td>-</td><td>2025-Oct-06 09:11</td></tr>
                <tr><td class="link"><a href="full.csv.gz" title="full.csv.gz">full.csv.gz</a></td><td>83.2 MiB</td><td>2025-Oct-06 09:12</td></tr>
                </tbody></table></body></html>
                """;

        // When
        var names = Listing.names(PAGE.resolve("2023/"), html);

        // Then
        assertThat(names).containsExactly("communes", "departements", "full.csv.gz");
    }

    @Test
    void readsWhatPythonLists() {
        // Given
        var html = """
                <!DOCTYPE HTML>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Directory listing for /csv/</title>
                </head>
                <body>
                <h1>Directory listing for /csv/</h1>
                <hr>
                <ul>
                <li><a href="2018/">2018/</a></li>
                <li><a href="2020/">2020/</a></li>
                <li><a href="lisez%20moi.txt">lisez moi.txt</a></li>
                </ul>
                <hr>
                </body>
                </html>
                """;

        // When
        var names = Listing.names(URI.create("http://127.0.0.1:8000/csv/"), html);

        // Then
        assertThat(names).containsExactly("2018", "2020", "lisez moi.txt");
    }

    @Test
    void readsWhatApacheLists() {
        // Given
        var html = """
                <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
                <html><head><title>Index of /dvf/2023/departements</title></head><body>
                <h1>Index of /dvf/2023/departements</h1>
                <table>
                <tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>
                <tr><th colspan="5"><hr></th></tr>
                <tr><td valign="top"><img src="/icons/back.gif" alt="[PARENTDIR]"></td><td><a href="/dvf/2023/">Parent Directory</a></td></tr>
                <tr><td valign="top"><img src="/icons/compressed.gif" alt="[   ]"></td><td><a href="2A.csv.gz">2A.csv.gz</a></td><td align="right">2025-10-06 09:12  </td></tr>
                <tr><td valign="top"><img src="/icons/compressed.gif" alt="[   ]"></td><td><a href="75.csv.gz">75.csv.gz</a></td><td align="right">2025-10-06 09:12  </td></tr>
                </table>
                <address>Apache/2.4.58 (Debian) Server at example.org Port 443</address>
                </body></html>
                """;

        // When
        var names = Listing.names(URI.create("https://example.org/dvf/2023/departements/"), html);

        // Then
        assertThat(names).containsExactly("2A.csv.gz", "75.csv.gz");
    }

    @Test
    void takesAbsoluteAndDottedLinks() {
        // Given
        var html = """
                <a href="/geo-dvf/latest/csv/2019/">2019</a> <a href="./2020/">2020</a>
                <a href="https://files.data.gouv.fr/geo-dvf/latest/csv/2021/">2021</a>
                """;

        // When
        var names = Listing.names(PAGE, html);

        // Then
        assertThat(names).containsExactly("2019", "2020", "2021");
    }

    @Test
    void takesNothingThatIsNotDirectlyInTheFolder() {
        // Given
        var html = """
                <a href="../2019/">up</a> <a href="2020/full.csv.gz">deeper</a> <a href="/geo-dvf/latest/2021/">beside</a>
                <a href="https://example.org/geo-dvf/latest/csv/2022/">elsewhere</a> <a href="2023/../../2023/">around</a>
                <a href="mailto:x@example.org">mail</a> <a href="ht tp:/bad|uri">bad</a> <a name="2024">no link</a>
                """;

        // When
        var names = Listing.names(PAGE, html);

        // Then
        assertThat(names).isEmpty();
    }
}
