using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>An API as the generator describes it: what the claim step, the wires and the pipeline need to know.</summary>
public sealed class ApiDescriptor
{
    /// <summary>Puts a generated description together.</summary>
    public static ApiDescriptor Create(
        AwsApiAttribute api, CommonErrorCodeAttribute[] errorCodes, IReadOnlyDictionary<Type, ShapeCodec> errorMembers, OperationDescriptor[] operations)
    {
        var descriptor = new ApiDescriptor
        {
            Api = api,
            ErrorCodes = errorCodes,
            ErrorMembers = errorMembers,
            Operations = operations.ToDictionary(static o => o.Name, StringComparer.Ordinal),
        };
        foreach (var operation in operations) operation.Api = descriptor;
        return descriptor;
    }

    /// <summary>The contract's own facts.</summary>
    public required AwsApiAttribute Api { get; init; }
    /// <summary>The operations by name (ordinal).</summary>
    public required IReadOnlyDictionary<string, OperationDescriptor> Operations { get; init; }
    /// <summary>The common errors that have another code here.</summary>
    public IReadOnlyList<CommonErrorCodeAttribute> ErrorCodes { get; init; } = [];
    /// <summary>The members of errors that have more than a message, by exception type.</summary>
    public IReadOnlyDictionary<Type, ShapeCodec> ErrorMembers { get; init; } = new Dictionary<Type, ShapeCodec>();
    /// <summary>The service name in credential scopes.</summary>
    public string SigningName => Api.SigningName ?? Api.Name;
}

/// <summary>One action on one resource that the caller must be allowed.</summary>
/// <param name="Action">Such as <c>sqs:SendMessage</c>.</param>
/// <param name="Resource">The ARN, or <c>*</c>.</param>
public readonly record struct Permission(string Action, string Resource);

/// <summary>Calls an operation of a service: the service object, the input record, the call; returns the output record (or null for none).</summary>
public delegate ValueTask<object?> OperationInvoker(object service, object input, CallContext call);
