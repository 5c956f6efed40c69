namespace Undercast.S3;

/// <summary>Conditions that a request sets on the object as it is.</summary>
internal static class Preconditions
{
    /// <summary>Conditions of a read.</summary>
    public static void CheckRead(ObjectRecord found, string? ifMatch, DateTimeOffset? ifUnmodifiedSince, string? ifNoneMatch, DateTimeOffset? ifModifiedSince)
    {
        // AWS: a match overrides the time that comes with it (GetObject, RFC 9110 section 13.2.2).
        if (ifMatch is not null)
        {
            if (!Matches(ifMatch, found)) throw new PreconditionFailed("If-Match");
        }
        else if (ifUnmodifiedSince < found.Modified)
        {
            throw new PreconditionFailed("If-Unmodified-Since");
        }
        if (ifNoneMatch is not null)
        {
            if (Matches(ifNoneMatch, found)) throw new NotModified(found.QuotedETag, found.Modified);
        }
        else if (ifModifiedSince >= found.Modified)
        {
            throw new NotModified(found.QuotedETag, found.Modified);
        }
    }

    /// <summary>Conditions of a copy on its source; there every failure is 412.</summary>
    public static void CheckSource(ObjectRecord found, string? ifMatch, DateTimeOffset? ifUnmodifiedSince, string? ifNoneMatch, DateTimeOffset? ifModifiedSince)
    {
        if (ifMatch is not null ? !Matches(ifMatch, found) : ifUnmodifiedSince < found.Modified) throw new PreconditionFailed("x-amz-copy-source-If-Match");
        if (ifNoneMatch is not null ? Matches(ifNoneMatch, found) : ifModifiedSince >= found.Modified) throw new PreconditionFailed("x-amz-copy-source-If-None-Match");
    }

    /// <summary>Conditions of a write on what it would replace; a delete marker is nothing.</summary>
    public static void CheckWrite(ObjectRecord? current, string key, string? ifMatch, string? ifNoneMatch)
    {
        var exists = current is { IsMarker: false };
        if (ifNoneMatch is not null)
        {
            // AWS: writes know no other value than the asterisk (conditional writes).
            if (ifNoneMatch != "*") throw new HeaderNotImplemented("If-None-Match");
            if (exists) throw new PreconditionFailed("If-None-Match");
        }
        if (ifMatch is null) return;
        if (!exists) throw new NoSuchKey(key);
        if (!Matches(ifMatch, current!)) throw new PreconditionFailed("If-Match");
    }

    private static bool Matches(string condition, ObjectRecord found)
    {
        foreach (var part in condition.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part == "*") return true;
            var tag = part.StartsWith("W/", StringComparison.Ordinal) ? part[2..] : part;
            if (tag.Trim('"') == found.ETag) return true;
        }
        return false;
    }
}
