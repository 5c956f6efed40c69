namespace Undercast.Lambda;

public sealed record FunctionUrlConfig
{
    public string? FunctionUrl { get; init; }
    public string? FunctionArn { get; init; }
    public string? CreationTime { get; init; }
    public string? LastModifiedTime { get; init; }
    public Cors? Cors { get; init; }
    public string? AuthType { get; init; }
    public string? InvokeMode { get; init; }
}
