using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>The resources of operations whose permissions depend on what their input says.</summary>
internal static class S3Resources
{
    /// <summary>The object, where no version is named.</summary>
    public static IEnumerable<string> Current(IVersionInput input, CallContext call) => string.IsNullOrEmpty(input.VersionId) ? [Of(input.Bucket, input.Key, call)] : [];

    /// <summary>The object, where a version is named.</summary>
    public static IEnumerable<string> Version(IVersionInput input, CallContext call) => string.IsNullOrEmpty(input.VersionId) ? [] : [Of(input.Bucket, input.Key, call)];

    public static IEnumerable<string> Tagged(PutObjectInput input, CallContext call) => string.IsNullOrEmpty(input.Tagging) ? [] : [Of(input.Bucket, input.Key, call)];

    public static IEnumerable<string> Deleted(DeleteObjectsInput input, CallContext call) =>
        input.Delete.Objects.Where(o => string.IsNullOrEmpty(o.VersionId)).Select(o => Of(input.Bucket, o.Key, call));

    public static IEnumerable<string> DeletedVersions(DeleteObjectsInput input, CallContext call) =>
        input.Delete.Objects.Where(o => !string.IsNullOrEmpty(o.VersionId)).Select(o => Of(input.Bucket, o.Key, call));

    public static IEnumerable<string> Source(CopyObjectInput input, CallContext call) => SourceOf(input.CopySource, false, call);

    public static IEnumerable<string> SourceVersion(CopyObjectInput input, CallContext call) => SourceOf(input.CopySource, true, call);

    public static IEnumerable<string> PartSource(UploadPartCopyInput input, CallContext call) => SourceOf(input.CopySource, false, call);

    public static IEnumerable<string> PartSourceVersion(UploadPartCopyInput input, CallContext call) => SourceOf(input.CopySource, true, call);

    private static IEnumerable<string> SourceOf(string header, bool versioned, CallContext call)
    {
        var source = CopySource.Read(header);
        return string.IsNullOrEmpty(source.VersionId) != versioned ? [Of(source.Bucket, source.Key, call)] : [];
    }

    private static string Of(string bucket, string key, CallContext call) => $"arn:{call.Partition}:s3:::{bucket}/{key}";
}
