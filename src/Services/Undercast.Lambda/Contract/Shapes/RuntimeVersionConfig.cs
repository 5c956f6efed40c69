namespace Undercast.Lambda;

public sealed record RuntimeVersionConfig
{
    public string? RuntimeVersionArn { get; init; }
}
