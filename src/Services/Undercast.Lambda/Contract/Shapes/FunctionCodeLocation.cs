namespace Undercast.Lambda;

public sealed record FunctionCodeLocation
{
    public string? RepositoryType { get; init; }
    public string? Location { get; init; }
}
