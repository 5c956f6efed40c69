using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Sqs;

/// <summary>What a message may hold, how large it counts, and its digests.</summary>
internal static class MessageRules
{
    // AWS: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF (SendMessage, MessageBody).
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Where(c => c is not (9 or 10 or 13)).Select(c => (char)c)) + "\uFFFE\uFFFF");

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    public static bool HasForbiddenCharacters(string text)
    {
        var span = text.AsSpan();
        if (span.ContainsAny(Forbidden)) return true;
        var at = span.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= span.Length || !char.IsSurrogatePair(span[at], span[at + 1])) return true;
            span = span[(at + 2)..];
            at = span.IndexOfAnyInRange('\uD800', '\uDFFF');
        }
        return false;
    }

    public static void CheckToken(string? token, string parameter)
    {
        if (token is null) return;
        if (token.Length is < 1 or > 128 || token.AsSpan().ContainsAnyExcept(TokenCharacters))
            throw SqsFaults.Invalid(token, parameter, $"{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    }

    /// <summary>Checks a user's attributes and puts them into the order of their names.</summary>
    public static IReadOnlyList<MessageAttribute> ReadAttributes(IReadOnlyDictionary<string, MessageAttributeValue>? given)
    {
        if (given is null || given.Count == 0) return [];
        if (given.Count > Limits.MessageAttributes)
            throw SqsFaults.Invalid($"Number of message attributes [{given.Count}] exceeds the allowed maximum [{Limits.MessageAttributes}].");
        var list = new List<MessageAttribute>(given.Count);
        foreach (var (name, value) in given)
        {
            CheckName(name);
            list.Add(ReadValue(name, "message (user) attribute", value.DataType, value.StringValue, value.BinaryValue, value.StringListValues is { Count: > 0 } || value.BinaryListValues is { Count: > 0 }));
        }
        list.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return list;
    }

    /// <summary>Reads the only system attribute that a sender may set.</summary>
    public static MessageAttribute? ReadTraceHeader(IReadOnlyDictionary<string, MessageSystemAttributeValue>? given)
    {
        if (given is null || given.Count == 0) return null;
        foreach (var name in given.Keys)
        {
            if (name != "AWSTraceHeader") throw SqsFaults.Invalid($"Message system attribute name '{name}' is invalid.");
        }
        var value = given["AWSTraceHeader"];
        var read = ReadValue("AWSTraceHeader", "message system attribute", value.DataType, value.StringValue, value.BinaryValue,
            value.StringListValues is { Count: > 0 } || value.BinaryListValues is { Count: > 0 });
        if (read.DataType != "String") throw SqsFaults.Invalid("The message system attribute 'AWSTraceHeader' must be of type 'String'.");
        return read;
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0) throw SqsFaults.Invalid("The request must contain non-empty message (user) attribute names.");
        if (Encoding.UTF8.GetByteCount(name) > 256) throw SqsFaults.Invalid("Message (user) attribute name must be shorter than 256 bytes.");
        if (name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase))
            throw SqsFaults.Invalid("You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.");
        if (name.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')) || name[0] == '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal))
            throw SqsFaults.Invalid($"Invalid (user) attribute name '{name}'. The name can contain alphanumeric characters and the underscore (_), hyphen (-), and period (.).");
    }

    private static MessageAttribute ReadValue(string name, string what, string? type, string? text, byte[]? binary, bool hasList)
    {
        if (hasList) throw SqsFaults.Invalid("Message attribute list values in SendMessage operation are not supported.");
        if (string.IsNullOrEmpty(type)) throw SqsFaults.Invalid($"The {what} '{name}' must contain a non-empty message attribute value.");
        if (Encoding.UTF8.GetByteCount(type) > 256) throw SqsFaults.Invalid("Message (user) attribute type must be shorter than 256 bytes.");
        var root = type.Split('.', 2)[0];
        if (root is not ("String" or "Number" or "Binary"))
            throw SqsFaults.Invalid($"The type of {what} '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.");
        var wantsBinary = root == "Binary";
        if (wantsBinary ? text is not null && binary is null : binary is not null)
            throw SqsFaults.Invalid($"The {what} '{name}' with type '{root}' must use field '{(wantsBinary ? "Binary" : "String")}'.");
        if (wantsBinary ? binary is null || binary.Length == 0 : string.IsNullOrEmpty(text))
        {
            var subject = char.ToUpperInvariant(what[0]) + what[1..];
            throw SqsFaults.Invalid($"{subject} '{name}' must contain a non-empty value of type '{root}'.");
        }
        if (root == "Number" && !IsNumber(text!)) throw SqsFaults.Invalid($"Can't cast the value of {what} '{name}' to a number.");
        if (!wantsBinary && HasForbiddenCharacters(text!)) throw new InvalidMessageContents();
        return new MessageAttribute(name, type, wantsBinary ? null : text, wantsBinary ? binary : null);
    }

    // AWS: numbers have up to 38 digits, between 10^-128 and 10^126 (SQS message attributes, data types). Only the form is checked.
    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n);

    /// <summary>The bytes that count towards the limits: the body, and names, types and values of attributes.</summary>
    public static long Size(string body, IReadOnlyList<MessageAttribute> attributes)
    {
        long size = Encoding.UTF8.GetByteCount(body);
        foreach (var a in attributes)
            size += Encoding.UTF8.GetByteCount(a.Name) + Encoding.UTF8.GetByteCount(a.DataType) + (a.BinaryValue?.Length ?? Encoding.UTF8.GetByteCount(a.StringValue!));
        return size;
    }

    /// <summary>The hex MD5 of a body.</summary>
    public static string Digest(string body)
    {
        var count = Encoding.UTF8.GetByteCount(body);
        var rented = count > 1024 ? ArrayPool<byte>.Shared.Rent(count) : null;
        var bytes = rented is null ? stackalloc byte[1024] : rented;
        var length = Encoding.UTF8.GetBytes(body, bytes);
        Span<byte> hash = stackalloc byte[16];
        MD5.HashData(bytes[..length], hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The hex MD5 over attributes in the order of their names, or null when there are none.</summary>
    public static string? Digest(IReadOnlyList<MessageAttribute> attributes)
    {
        if (attributes.Count == 0) return null;
        // AWS: name, type, a byte for the kind of value (1 text, 2 binary) and value, each with its length before it as four bytes, big end first
        // (SQS message metadata, calculating the MD5 message digest).
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var a in attributes)
        {
            Append(md5, Encoding.UTF8.GetBytes(a.Name));
            Append(md5, Encoding.UTF8.GetBytes(a.DataType));
            md5.AppendData([a.BinaryValue is null ? (byte)1 : (byte)2]);
            Append(md5, a.BinaryValue ?? Encoding.UTF8.GetBytes(a.StringValue!));
        }
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private static void Append(IncrementalHash md5, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        md5.AppendData(length);
        md5.AppendData(part);
    }

    /// <summary>Whether a receive that asks for <paramref name="wanted"/> gets the attribute: <c>All</c>, <c>.*</c>, <c>prefix.*</c> or the name.</summary>
    public static bool IsWanted(string name, IReadOnlyList<string>? wanted)
    {
        if (wanted is null) return false;
        foreach (var w in wanted)
        {
            if (w is "All" or ".*" || w == name) return true;
            if (w.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(w.AsSpan(0, w.Length - 2), StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
