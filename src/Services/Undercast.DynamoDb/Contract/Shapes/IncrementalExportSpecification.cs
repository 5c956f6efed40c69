using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record IncrementalExportSpecification
{
    public DateTimeOffset? ExportFromTime { get; init; }
    public DateTimeOffset? ExportToTime { get; init; }
    [OneOf("NEW_IMAGE", "NEW_AND_OLD_IMAGES")] public string? ExportViewType { get; init; }
}
