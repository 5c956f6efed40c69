namespace Undercast.Kernel;

/// <summary>An error that AWS's contract names; the edge turns it into the claimed wire's error envelope.</summary>
/// <remarks>
/// A concrete type carries <see cref="AwsErrorAttribute"/>. Its public properties declared beside <see cref="Exception.Message"/> are members of the error's
/// shape and are written to the wire.
/// </remarks>
public abstract class AwsException : Exception
{
    /// <summary>Creates the error with the text that the client sees.</summary>
    protected AwsException(string message) : base(message) { }
}

/// <summary>The codes and the HTTP status of an error type, as AWS's model states them.</summary>
/// <param name="code">The error's shape name, which JSON, REST and CBOR wires carry.</param>
/// <param name="status">The HTTP status code, 400 to 599.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AwsErrorAttribute(string code, int status) : Attribute
{
    /// <summary>The error's shape name.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status code.</summary>
    public int Status { get; } = status;

    /// <summary>The code on the query wires (and in <c>x-amzn-query-error</c>) where it differs from <see cref="Code"/>.</summary>
    public string? QueryCode { get; set; }

    /// <summary>The HTTP status on the query wires where it differs from <see cref="Status"/>; 0 means the same.</summary>
    public int QueryStatus { get; set; }
}
