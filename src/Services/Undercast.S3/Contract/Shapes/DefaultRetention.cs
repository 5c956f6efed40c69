using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DefaultRetention
{
    public string? Mode { get; init; }
    public int? Days { get; init; }
    public int? Years { get; init; }
}
