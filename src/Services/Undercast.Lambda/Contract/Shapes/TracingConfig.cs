using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record TracingConfig
{
    [OneOf("Active", "PassThrough")] public string? Mode { get; init; }
}
