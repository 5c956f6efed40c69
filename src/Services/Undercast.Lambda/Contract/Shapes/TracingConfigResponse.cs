namespace Undercast.Lambda;

public sealed record TracingConfigResponse
{
    public string? Mode { get; init; }
}
