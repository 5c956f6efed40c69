namespace Undercast.Lambda;

public sealed record Layer
{
    public string? Arn { get; init; }
    public long? CodeSize { get; init; }
}
