package fr.toise.cleaning;

/** An {@code s3://bucket/prefix/} taken apart. */
record OutputPrefix(String bucket, String prefix) {

    static OutputPrefix of(String uri) {
        var slash = uri.indexOf('/', "s3://".length());
        if (!uri.startsWith("s3://") || slash < 0 || !uri.endsWith("/")) {
            throw new IllegalArgumentException("Output '" + uri + "' is not of the form s3://bucket/prefix/");
        }
        return new OutputPrefix(uri.substring("s3://".length(), slash), uri.substring(slash + 1));
    }
}
