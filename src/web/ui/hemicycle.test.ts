import { describe, expect, test } from 'vitest';
import { hall } from './hemicycle.ts';

const counts = (members: number, citizens: number, most?: number) => {
  const { seats, each } = hall(members, citizens, most);
  const squares = seats.filter(({ member }) => member).length;
  return { squares, circles: seats.length - squares, each };
};

describe('the hall shows true numbers', () => {
  test.each([
    [191, 257],
    [1, 0],
    [0, 1],
    [17, 45],
    [130, 182],
    [0, 480],
  ])('%i members and %i citizens are seated one by one', (members, citizens) => {
    expect(counts(members, citizens)).toEqual({ squares: members, circles: citizens, each: 1 });
  });
  test('an empty topic has an empty hall', () => {
    expect(hall(0, 0).seats).toEqual([]);
  });
  test('beyond its room one seat stands for several, in proportion', () => {
    expect(counts(2_000, 8_000, 480)).toEqual({ squares: 95, circles: 381, each: 21 });
  });
  test('the same numbers give the same hall', () => {
    expect(hall(130, 182)).toEqual(hall(130, 182));
  });
  test.each([
    [9, 11],
    [2, 10],
    [20, 29],
  ])('%i members and %i citizens make a fan of some rows, not one thin arc', (members, citizens) => {
    const { seats, radius } = hall(members, citizens);
    const rows = new Set(seats.map(({ x, y }) => Math.round(Math.hypot(x - 100, y - 98))));
    expect(rows.size).toBeGreaterThan(1);
    expect(Math.max(...seats.map(({ x }) => Math.abs(x - 100)))).toBeLessThanOrEqual(radius);
    expect(radius).toBeLessThan(96);
  });
  test.each([
    [191, 257],
    [9, 11],
  ])('nobody sits outside the drawing or on another: %i and %i', (members, citizens) => {
    const { seats, size } = hall(members, citizens);
    for (const { x, y } of seats) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(200);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(104);
    }
    const nearest = Math.min(...seats.flatMap((a, index) => seats.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
    expect(nearest).toBeGreaterThan(size);
  });
  test('members are spread over the hall, not gathered in one corner', () => {
    const { seats } = hall(100, 100);
    const left = seats.filter(({ member, x }) => member && x < 100).length;
    expect(left).toBeGreaterThan(40);
    expect(left).toBeLessThan(60);
  });
});
