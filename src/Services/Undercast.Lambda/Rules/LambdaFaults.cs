namespace Undercast.Lambda;

/// <summary>The wordings that several operations share.</summary>
internal static class LambdaFaults
{
    public static ResourceNotFoundException NoFunction(FunctionName name) => new($"Function not found: {name.Arn}");

    public static ResourceNotFoundException NoAlias(FunctionKey key, string alias) => new($"Cannot find alias arn: {FunctionName.ArnOf(key, alias)}");

    public static PreconditionFailedException Revision() =>
        new("The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");

    public static ResourceNotFoundException Gone() => new("The resource you requested does not exist.");
}
