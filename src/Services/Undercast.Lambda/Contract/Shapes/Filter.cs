using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record Filter
{
    [Length(min: 0, max: 4096), Pattern(@".*")] public string? Pattern { get; init; }
}
