using System.Globalization;
using System.Net;

namespace Undercast.Cloud;

/// <summary>The values of a condition and how one value of the request is held against them.</summary>
internal abstract class Comparison
{
    private delegate bool Order(int comparison);

    /// <summary>Whether a value of the request fits one of the policy's; negation is the condition's part.</summary>
    public abstract bool Matches(string value, ConditionKeys keys);

    /// <summary>The comparison of an operator without its prefixes and suffixes; null when there is none or a value does not fit.</summary>
    public static Comparison? Create(ReadOnlySpan<char> operation, IReadOnlyList<string> values, bool variables, out bool negated)
    {
        negated = operation.Contains("Not", StringComparison.OrdinalIgnoreCase);
        Span<char> lower = stackalloc char[40];
        if (operation.Length > lower.Length) return null;
        operation.ToLowerInvariant(lower);
        return lower[..operation.Length] switch
        {
            "stringequals" or "stringnotequals" => new Texts(values, variables, wildcards: false, StringComparison.Ordinal),
            "stringequalsignorecase" or "stringnotequalsignorecase" => new Texts(values, variables, wildcards: false, StringComparison.OrdinalIgnoreCase),
            "stringlike" or "stringnotlike" => new Texts(values, variables, wildcards: true, StringComparison.Ordinal),
            // AWS: ArnEquals and ArnLike behave alike.
            "arnequals" or "arnlike" or "arnnotequals" or "arnnotlike" => new Arns(values, variables),
            "bool" => new Texts(values, variables, wildcards: false, StringComparison.OrdinalIgnoreCase),
            "binaryequals" => new Texts(values, variables: false, wildcards: false, StringComparison.Ordinal),
            "ipaddress" or "notipaddress" => Addresses.Read(values),
            "null" => NullComparison.Read(values),
            "numericequals" or "numericnotequals" => Numbers.Read(values, static c => c == 0),
            "numericlessthan" => Numbers.Read(values, static c => c < 0),
            "numericlessthanequals" => Numbers.Read(values, static c => c <= 0),
            "numericgreaterthan" => Numbers.Read(values, static c => c > 0),
            "numericgreaterthanequals" => Numbers.Read(values, static c => c >= 0),
            "dateequals" or "datenotequals" => Dates.Read(values, static c => c == 0),
            "datelessthan" => Dates.Read(values, static c => c < 0),
            "datelessthanequals" => Dates.Read(values, static c => c <= 0),
            "dategreaterthan" => Dates.Read(values, static c => c > 0),
            "dategreaterthanequals" => Dates.Read(values, static c => c >= 0),
            _ => null,
        };
    }

    private sealed class Texts(IReadOnlyList<string> values, bool variables, bool wildcards, StringComparison comparison) : Comparison
    {
        private readonly TextPattern[] _values = [.. values.Select(v => TextPattern.Parse(v, wildcards, variables))];

        public override bool Matches(string value, ConditionKeys keys)
        {
            foreach (var pattern in _values)
            {
                if (pattern.Matches(value, keys, comparison)) return true;
            }
            return false;
        }
    }

    private sealed class Arns(IReadOnlyList<string> values, bool variables) : Comparison
    {
        private readonly ArnPattern[] _values = [.. values.Select(v => ArnPattern.Parse(v, variables))];

        public override bool Matches(string value, ConditionKeys keys)
        {
            var arn = new ArnText(value);
            foreach (var pattern in _values)
            {
                if (pattern.Matches(arn, keys)) return true;
            }
            return false;
        }
    }

    private sealed class Numbers(decimal[] values, Order order) : Comparison
    {
        public static Numbers? Read(IReadOnlyList<string> texts, Order order)
        {
            var values = new decimal[texts.Count];
            for (var i = 0; i < values.Length; i++)
            {
                if (!TryRead(texts[i], out values[i])) return null;
            }
            return new Numbers(values, order);
        }

        public override bool Matches(string value, ConditionKeys keys)
        {
            if (!TryRead(value, out var number)) return false;
            foreach (var one in values)
            {
                if (order(number.CompareTo(one))) return true;
            }
            return false;
        }

        private static bool TryRead(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private sealed class Dates(DateTimeOffset[] values, Order order) : Comparison
    {
        public static Dates? Read(IReadOnlyList<string> texts, Order order)
        {
            var values = new DateTimeOffset[texts.Count];
            for (var i = 0; i < values.Length; i++)
            {
                if (!TryRead(texts[i], out values[i])) return null;
            }
            return new Dates(values, order);
        }

        public override bool Matches(string value, ConditionKeys keys)
        {
            if (!TryRead(value, out var moment)) return false;
            foreach (var one in values)
            {
                if (order(moment.CompareTo(one))) return true;
            }
            return false;
        }

        // AWS: ISO 8601, or seconds since 1970.
        private static bool TryRead(string text, out DateTimeOffset moment)
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
            // A bare year is a date, not a second of 1970.
            if (text.Length == 4)
            {
                moment = seconds is > 0 and < 10_000 ? new DateTimeOffset((int)seconds, 1, 1, 0, 0, 0, TimeSpan.Zero) : default;
                return true;
            }
            var inRange = seconds is > -62_000_000_000 and < 250_000_000_000;
            moment = inRange ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
            return inRange;
        }
    }

    private sealed class Addresses(IPNetwork[] networks) : Comparison
    {
        public static Addresses? Read(IReadOnlyList<string> texts)
        {
            var networks = new IPNetwork[texts.Count];
            for (var i = 0; i < networks.Length; i++)
            {
                if (!TryRead(texts[i], out networks[i])) return null;
            }
            return new Addresses(networks);
        }

        public override bool Matches(string value, ConditionKeys keys)
        {
            if (!IPAddress.TryParse(value, out var address)) return false;
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            foreach (var network in networks)
            {
                if (network.Contains(address)) return true;
            }
            return false;
        }

        // AWS: an address without a length is itself; bits behind the length do not matter.
        private static bool TryRead(string text, out IPNetwork network)
        {
            network = default;
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (!IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address)) return false;
            var bytes = address.GetAddressBytes();
            var length = bytes.Length * 8;
            if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given > length)) return false;
            else if (slash >= 0) length = int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture);
            for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            network = new IPNetwork(new IPAddress(bytes), length);
            return true;
        }
    }
}

/// <summary>Whether a key is there at all.</summary>
internal sealed class NullComparison(bool[] absent) : Comparison
{
    public static NullComparison? Read(IReadOnlyList<string> texts)
    {
        var values = new bool[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!bool.TryParse(texts[i], out values[i])) return null;
        }
        return new NullComparison(values);
    }

    public bool Holds(bool exists) => Array.IndexOf(absent, !exists) >= 0;

    public override bool Matches(string value, ConditionKeys keys) => Holds(true);
}
