namespace Undercast.Lambda;

public sealed record LayerVersionContentOutput
{
    public string? Location { get; init; }
    public string? CodeSha256 { get; init; }
    public long? CodeSize { get; init; }
}
