namespace Undercast.S3;

// AWS: quotas of the S3 user guide and the API reference.
internal static class Limits
{
    public const int KeyBytes = 1024;
    public const int MetadataBytes = 2048;
    public const int Keys = 1000;
    public const int Parts = 10_000;
    public const int ObjectTags = 10;
    public const int BucketTags = 50;
    public const int PolicyBytes = 20 * 1024;
    public const long PutBytes = 5L * 1024 * 1024 * 1024;
    public const long PartBytes = 5L * 1024 * 1024 * 1024;
    public const long SmallestPart = 5 * 1024 * 1024;
    public const long ObjectBytes = 50L * 1024 * 1024 * 1024 * 1024;

    /// <summary>Bodies up to this size stand in the keyspace; longer ones are blobs.</summary>
    public const int InlineBytes = 8 * 1024;
}
