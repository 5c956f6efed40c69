namespace Undercast.S3;

/// <summary>An input that names an object, and perhaps one of its versions.</summary>
internal interface IVersionInput
{
    string Bucket { get; }

    string Key { get; }

    string? VersionId { get; }
}
