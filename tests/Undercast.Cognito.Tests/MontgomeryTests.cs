using System.Numerics;
using System.Security.Cryptography;

namespace Undercast.Cognito.Tests;

public sealed class MontgomeryTests
{
    [Fact]
    public void Powers_are_those_of_the_plain_way()
    {
        foreach (var modulus in (BigInteger[])[SrpGroup.N, (BigInteger.One << 127) - 1, (BigInteger.One << 128) - 159, 0xFFFFFFFB])
        {
            var arithmetic = new Montgomery(modulus);
            for (var i = 0; i < 10; i++)
            {
                var value = new BigInteger(RandomNumberGenerator.GetBytes(400), isUnsigned: true) % modulus;
                var exponent = new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true);
                Assert.Equal(BigInteger.ModPow(value, exponent, modulus), arithmetic.Pow(value, exponent));
            }
            var quick = arithmetic.Fixed(2, 256);
            foreach (var exponent in (byte[][])[RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(31), [0], [], [.. Enumerable.Repeat((byte)255, 32)]])
                Assert.Equal(BigInteger.ModPow(2, new BigInteger(exponent, isUnsigned: true, isBigEndian: true), modulus), quick.Pow(exponent));
            foreach (var value in (BigInteger[])[0, 1, modulus - 1])
            {
                foreach (var exponent in (BigInteger[])[0, 1, 2, modulus - 1]) Assert.Equal(BigInteger.ModPow(value, exponent, modulus), arithmetic.Pow(value, exponent));
            }
        }
    }
}
