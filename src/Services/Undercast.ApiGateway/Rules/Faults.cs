namespace Undercast.ApiGateway;

/// <summary>The texts in which AWS refuses, one place for those that several operations share.</summary>
internal static class Faults
{
    public static BadRequestException Bad(string message) => new(message);

    public static NotFoundException NoApi(string account, string id) => new($"Invalid API identifier specified {account}:{id}");

    public static NotFoundException No(string what) => new($"Invalid {what} identifier specified");

    public static NotFoundException NoResponse() => new("Invalid Response status code specified");

    public static NotFoundException NoIntegration() => new("Invalid Integration identifier specified");

    public static NotFoundException NoModel(string name) => new($"Invalid model name specified: {name}");
}
