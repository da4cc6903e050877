package fr.toise.localstack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeaderValue;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Reads what is left of a request before it is answered. S3Proxy refuses a request while its body is still on the way, and
 * Jetty then closes the connection behind an answer that did not say so: the client keeps it, and its next request fails.
 */
final class BodyBeforeAnswer extends Handler.Wrapper {

    /** A client that sends more after it was refused is told that the connection ends. Parts are of 8 to 16 MiB. */
    static final int LIMIT_BYTES = 64 * 1024 * 1024;

    private BodyBeforeAnswer(Handler next) {
        super(next);
    }

    /** Must come before the start. S3Proxy keeps its server to itself, and there is no other way in. */
    static void in(S3Proxy proxy) throws ReflectiveOperationException {
        var field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        var server = (Server) field.get(proxy);
        server.setHandler(new BodyBeforeAnswer(server.getHandler()));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Answer(request, response), callback);
    }

    private static final class Answer extends Response.Wrapper {

        Answer(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (!isCommitted() && !readWhole(getRequest())) {
                getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            super.write(last, content, callback);
        }

        private static boolean readWhole(Request request) {
            // not closed, for that would fail a request that has not come to its end
            InputStream body = Content.Source.asInputStream(request);
            try {
                body.skipNBytes(LIMIT_BYTES);
                return body.read() < 0;
            } catch (EOFException whole) {
                return true;
            } catch (IOException gone) {
                return false;
            }
        }
    }
}
